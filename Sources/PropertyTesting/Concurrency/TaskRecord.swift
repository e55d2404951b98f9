/// What the scheduler knows of one task.
struct TaskRecord {
  /// What the task waits for: in a word, and in full when asked (who holds it changes with time).
  struct Wait {
    let what: String
    let details: @Sendable () -> String
  }

  var name: String?
  /// Whether its end will be told: the body and what the world spawned.
  let isFollowed: Bool
  var hasEnded = false
  var lastStep = 0
  var wait: Wait?
  /// The label of the last pause, and the step at which it was.
  var site: (label: String, step: Int)?
}
