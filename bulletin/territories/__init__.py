"""Communes, EPCI and départements of France, and how their names join a sentence."""
