"""Migration and evolution trained together: one loss, L = F + lambda G, over an encoder of the person that both share."""
