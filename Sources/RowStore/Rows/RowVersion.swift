/// Tells two states of one row apart. What it counts is the engine's affair (commits, transactions); no number comes
/// twice for one row, so that a row which went and came back doesn't look unchanged. 0 stands for a row that isn't there.
public typealias RowVersion = Int64
