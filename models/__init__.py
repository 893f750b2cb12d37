"""How every shipped model is trained and judged: data, training, evaluation, cards."""
