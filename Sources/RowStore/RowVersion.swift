/// Tells two states of one row apart. What it counts is the engine's affair: commits, or transaction numbers.
public typealias RowVersion = Int64
