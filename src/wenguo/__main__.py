"""``python -m wenguo`` is the command line."""

from wenguo.site.cli import main

if __name__ == "__main__":
    main()
