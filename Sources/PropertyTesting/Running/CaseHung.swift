/// The failure of a case that did not end in its time.
struct CaseHung: Error, CustomStringConvertible {
  let limit: Duration?

  var description: String { "the case did not end within \(limit.map { "\($0)" } ?? "its time")" }
}

/// Stands for a value that is not to be had.
struct UndrawnValue: ReportRenderable {
  enum Reason: String {
    case neverEnded = "the generator did not end"
    case notAgain = "it could not be made again while its case hangs"
  }

  var reason = Reason.neverEnded
  var reportText: String { "(no value: \(reason.rawValue))" }
}
