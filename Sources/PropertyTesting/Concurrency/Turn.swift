/// Some jobs of one task in a row, and why another's turn came.
struct Turn: Equatable, Sendable {
  enum End: Equatable, Sendable {
    /// It hasn't ended yet.
    case going
    /// The schedule let another run at a point, while this one was at a labelled place.
    case preempted(point: Int, at: String?)
    /// It had run as long as one may while others are ready.
    case turnOver
    /// The task has ended.
    case ended
    /// The task waits for something with a name.
    case waits(String)
    /// The task is suspended somewhere or has ended.
    case suspended
  }

  let task: Int
  let firstStep: Int
  var steps: Int
  var end: End
}
