"""What stands between the spiders and the network: guard, retry, integrity, capture, replay."""
