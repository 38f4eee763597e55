"""The common vocabulary: spans, values, places, raw resources, kinds and the inventory."""
