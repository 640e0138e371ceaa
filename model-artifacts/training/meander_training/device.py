"""Where nets are trained, and in which precision: plain float32 on a CPU, mixed precision where there is a GPU."""

import contextlib
import os

import torch

PRECISIONS = ("auto", "float32", "bfloat16", "float16")


def options(parser):
    """Adds ``--device``, ``--precision`` and ``--accumulate``."""
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto", help="auto: the GPU where there is one")
    parser.add_argument("--precision", choices=PRECISIONS, default="auto", help="of the forward pass; auto: bfloat16 on a GPU that has it, float16 on another, float32 on a CPU")
    parser.add_argument("--accumulate", type=int, default=1, help="batches whose gradients are summed before a step")


class Place:
    """:raises ValueError: where a GPU is asked for and there is none, or float16 on a CPU, whose gradients vanish unscaled"""

    def __init__(self, options):
        there = torch.cuda.is_available()
        if options.device == "cuda" and not there:
            raise ValueError("--device cuda: PyTorch finds no GPU here")
        self.device = torch.device("cuda" if there and options.device != "cpu" else "cpu")
        on_gpu = self.device.type == "cuda"
        kind = options.precision
        if kind == "auto":
            kind = "float32" if not on_gpu else "bfloat16" if torch.cuda.is_bf16_supported() else "float16"
        if kind == "float16" and not on_gpu:
            raise ValueError("--precision float16 wants a GPU; a CPU knows bfloat16 and float32")
        self.precision = kind
        if on_gpu:  # without it cuBLAS refuses what torch.use_deterministic_algorithms asks for
            os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        self.scaler = torch.amp.GradScaler("cuda", enabled=kind == "float16")

    def forward(self):
        """The context of a forward pass and its loss."""
        if self.precision == "float32":
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, getattr(torch, self.precision))

    def step(self, loss, optimiser, parameters, share, due):
        """Goes back through the loss; where ``due``, cuts the gradient at norm 1 and takes a step.

        :param share: of the step's gradient that this loss is
        :return: whether a step was taken
        """
        self.scaler.scale(loss * share).backward()
        if not due:
            return False
        self.scaler.unscale_(optimiser)
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        self.scaler.step(optimiser)
        self.scaler.update()
        optimiser.zero_grad()
        return True

    def __str__(self):
        return f"{self.device.type} in {self.precision}"
