"""What people can do with Steunwijzer, whatever face they do it through."""
