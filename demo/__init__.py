"""The bundled demo: an invented site, ``https://clusters.example/``, and its captures."""
