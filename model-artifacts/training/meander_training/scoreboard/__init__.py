"""The scoreboard: data, training, baselines and the service's answers, on one page. ``./meander scoreboard``."""
