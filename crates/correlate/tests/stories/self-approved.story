# Dave may approve as well as ask.
2026-11-17T09:00:00Z node node=i-db name=prod-db
- state id=oi-1 by=dave targets=i-db window=10:00:00..11:00:00 execution=e-1
09:59:00 decide execution=e-1 by=dave comment=fine
10:02:00 start session=dave-1 by=token/dave node=i-db
10:20:00 end session=dave-1 by=token/dave
- log session=dave-1 node=i-db generated=10:20:02
