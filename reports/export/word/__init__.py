"""The Word report: layout pieces, parts and appendix (design §8; mockups/papers §4)."""
