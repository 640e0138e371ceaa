"""Where a run's figures go while it trains: TensorBoard beside the model unless told otherwise.

MLflow and Weights & Biases are not among the pinned libraries: whoever asks for one installs it.
"""

import importlib
import pathlib

KINDS = ("tensorboard", "mlflow", "wandb", "none")
FOLDER = "events"


def option(parser):
    """Adds ``--track``."""
    parser.add_argument("--track", choices=KINDS, default="tensorboard", help="where figures go while it trains (default: %(default)s, in events beside the model)")


def wanted(module, kind):
    try:
        return importlib.import_module(module)
    except ImportError:
        raise ValueError(f"--track {kind} wants the Python package {module.split('.')[0]}, which is not set up: install it among the libraries that ./set-up made, or track by tensorboard") from None


class Tracker:
    """Takes figures by step; closed by whoever opened it. Tracks nothing when made as it is."""

    def scalars(self, step, figures):
        """:param figures: numbers by name, such as ``seed1/loss``"""

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class TensorBoard(Tracker):
    def __init__(self, folder, _name, _told):
        wanted("tensorboard", "tensorboard")
        self.writer = wanted("torch.utils.tensorboard", "tensorboard").SummaryWriter(str(pathlib.Path(folder) / FOLDER))

    def scalars(self, step, figures):
        for name, value in figures.items():
            self.writer.add_scalar(name, value, step)

    def close(self):
        self.writer.close()


class MLflow(Tracker):
    """Into the store that ``MLFLOW_TRACKING_URI`` names."""

    def __init__(self, _folder, name, told):
        self.mlflow = wanted("mlflow", "mlflow")
        self.mlflow.start_run(run_name=name)
        self.mlflow.log_params(told)

    def scalars(self, step, figures):
        self.mlflow.log_metrics({name.replace("@", "_at_"): value for name, value in figures.items()}, step=step)

    def close(self):
        self.mlflow.end_run()


class WeightsAndBiases(Tracker):
    """Into the project ``meander``; ``WANDB_MODE=offline`` keeps it on the machine."""

    def __init__(self, folder, name, told):
        self.run = wanted("wandb", "wandb").init(project="meander", name=name, dir=str(folder), config=told)

    def scalars(self, step, figures):
        self.run.log({"epoch": step, **figures})

    def close(self):
        self.run.finish()


def opened(kind, folder, name, told):
    """
    :param told: the run's options
    :raises ValueError: where the package is not there
    """
    made = {"tensorboard": TensorBoard, "mlflow": MLflow, "wandb": WeightsAndBiases, "none": lambda *_: Tracker()}
    return made[kind](folder, name, {key: str(value) for key, value in told.items()})
