// Gives the shared library a source of its own; its code comes from the objects of every room.
