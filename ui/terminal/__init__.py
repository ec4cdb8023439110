"""The command steunwijzer: arguments in, text or JSON out."""
