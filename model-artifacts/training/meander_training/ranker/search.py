"""Search of what training is run with: Optuna's tree-structured Parzen estimator (Bergstra et al. 2011), median pruning."""

import argparse

import optuna

from . import fit

WHAT = "NDCG@10 of the next step on validation, the first seed's best epoch"


HIDDEN = (32, 64, 96, 160)
RANGES = {"dropout": (0.0, 0.5, False), "rate": (1e-4, 5e-2, True), "decay": (1e-3, 1.0, True), "step1_weight": (1.0, 4.0, False)}  # least, most, by logarithm


def drawn(trial):
    return {"hidden": trial.suggest_categorical("hidden", HIDDEN)} | {name: trial.suggest_float(name, least, most, log=log) for name, (least, most, log) in RANGES.items()}


def given(options):
    """What was asked for, as near as it can be drawn."""
    return {"hidden": min(HIDDEN, key=lambda each: abs(each - options.hidden))} | {name: min(max(getattr(options, name), least), most) for name, (least, most, _) in RANGES.items()}


def search(train, valid, options, say=print):
    """The given options are the first trial, so that what is found is no worse on validation than they are.

    :return: the best options, and what was tried: ``what``, ``trials`` (options, value, or none where pruned), ``best``
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    seed = options.seeds[0]

    def worth(trial):
        asked = argparse.Namespace(**vars(options) | drawn(trial))

        def after(line):
            trial.report(line["ndcg@10"], line["epoch"])
            if trial.should_prune():
                raise optuna.TrialPruned

        _, history = fit.fit(train, valid, asked, seed, lambda *_: None, after=after)
        best = max(line["ndcg@10"] for line in history)
        say(f"trial {trial.number}: {best} by {trial.params}")
        return best

    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed, n_startup_trials=5), pruner=optuna.pruners.MedianPruner(n_startup_trials=4, n_warmup_steps=1))
    study.enqueue_trial(given(options))
    study.optimize(worth, n_trials=options.search)
    told = {
        "what": WHAT,
        "trials": [{"value": trial.value if trial.state == optuna.trial.TrialState.COMPLETE else None, **trial.params} for trial in study.trials],
        "best": dict(study.best_params, value=study.best_value),
    }
    return argparse.Namespace(**vars(options) | study.best_params), told
