"""The ranker over a shop's statistics: reads what ``./meander export`` writes, trains, judges, writes ONNX."""
