# Recordings of desktops and logs of which nothing tells by whom, where or when: no request can be matched with them, and
# it is not proven that there was none.
- state id=oi-1 by=alice targets=i-win window=10:00:00..11:00:00
- video session=0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 node=i-win uploaded=10:40:00
- log session=alice-1 generated=10:40:02
- log session=alice-2 node=i-win generated=10:40:02
