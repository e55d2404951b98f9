// Holds the room until its first file comes.
