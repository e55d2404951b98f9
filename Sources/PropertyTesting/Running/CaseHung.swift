/// The failure of a case that did not end in its time.
struct CaseHung: Error, CustomStringConvertible {
  let limit: Duration?

  var description: String { "the case did not end within \(limit.map { "\($0)" } ?? "its time")" }
}

/// Stands for a value that its generator never finished.
struct UndrawnValue: ReportRenderable {
  var reportText: String { "(no value: the generator did not end)" }
}
