/// What came of one property on one subject.
public enum Verdict: String, Codable, CaseIterable, Sendable {
  /// The law held.
  case held
  /// A case refutes it.
  case falsified
  /// Too many cases were discarded.
  case gaveUp = "gave up"
  /// A label that is demanded came too seldom.
  case coverageMissed = "coverage missed"
  /// One case both failed and held.
  case flaky
  /// It did not end in its time.
  case hung
  /// The cases say little about the law.
  case unhealthy
  /// Not one case was run.
  case nothingRan = "nothing ran"
  /// The process that ran it died.
  case crashed
  /// The replay token belongs to another law or generator.
  case doesNotFit = "token does not fit"
  /// The planted fault was found.
  case caught
  /// The planted fault was not found.
  case lives
  /// Something outside of the law is missing.
  case couldNotRun = "could not run"

  /// Whether it is what a good build gives.
  public var isGood: Bool { self == .held || self == .caught }

  /// As the table shows it: what isn't good is loud.
  public var shown: String { isGood ? rawValue : rawValue.uppercased() }
}
