# Vendor X asks, is refused, and tries nevertheless.
- state id=oi-1 status=Rejected by=vendor targets=i-db execution=e-1
10:03:00 decide execution=e-1 by=bob decision=reject comment="not tonight"
10:05:00 denied by=vendor node=i-db error=AccessDenied
