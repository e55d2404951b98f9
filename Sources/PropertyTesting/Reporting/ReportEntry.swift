/// One property's report in a collection of them, with what the report itself does not know.
public struct ReportEntry: Sendable {
  /// What is hoped for.
  public enum Expectation: Equatable, Sendable {
    /// The law holds.
    case holds
    /// A planted fault is caught.
    case isCaught
  }

  /// A further fact, for those who read the files.
  public struct Fact: Equatable, Sendable {
    /// What it is about: a word, such as `spec`.
    public let name: String
    /// What it says.
    public let value: String

    /// `name` is `value`.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What came of it.
  public let report: Report
  /// The suite it belongs to, for instance `voicecore.properties`.
  public let group: String
  /// What it was checked on, for instance `sqlite`.
  public let subject: String?
  /// How long it took; by default what the report says.
  public let elapsed: Duration?
  /// What is hoped for.
  public let expectation: Expectation
  /// What stands before a token to replay it.
  public let replay: String
  /// What else is to be told.
  public let facts: [Fact]

  /// `report` as a part of `group`.
  public init(
    _ report: Report, group: String, subject: String? = nil, elapsed: Duration? = nil,
    expectation: Expectation = .holds, replay: String = "replay", facts: [Fact] = []
  ) {
    self.report = report
    self.group = group
    self.subject = subject
    self.elapsed = elapsed ?? report.elapsed
    self.expectation = expectation
    self.replay = replay
    self.facts = facts
  }

  /// Whether it came as hoped for.
  public var isAsExpected: Bool {
    switch expectation {
    case .holds: report.passed
    case .isCaught: if case .falsified = report.outcome { true } else { false }
    }
  }

  /// Whether no verdict was possible: nothing ran, or what ran says little.
  var isError: Bool {
    guard !isAsExpected else { return false }
    switch report.outcome {
    case .nothingRan, .replayDoesNotFit, .unhealthy, .gaveUp: return true
    default: return false
    }
  }

  var name: String { report.name + (subject.map { " on \($0)" } ?? "") }

  /// `passed`, or what is wrong.
  var verdict: String {
    switch expectation {
    case .holds: report.verdict
    case .isCaught: isAsExpected ? "caught" : "not-caught"
    }
  }

  /// What a person must read; `nil` when all is as hoped for.
  var failureText: String? {
    guard !isAsExpected else { return nil }
    guard expectation == .isCaught else { return report.text(replay: replay) }
    return "\(name): the planted fault was not caught\n" + report.text(replay: replay)
  }
}

/// Reports of several properties, to be written to files.
public struct ReportCollection: Sendable {
  /// What the run is called.
  public let name: String
  /// The reports, in the order of the files.
  public let entries: [ReportEntry]

  /// A run's reports.
  public init(_ name: String, _ entries: [ReportEntry]) {
    self.name = name
    self.entries = entries
  }

  /// The entries by group, groups in the order in which they first come.
  var groups: [(name: String, entries: [ReportEntry])] {
    var order: [String] = []
    var members: [String: [ReportEntry]] = [:]
    for entry in entries {
      if members[entry.group] == nil { order.append(entry.group) }
      members[entry.group, default: []].append(entry)
    }
    return order.map { ($0, members[$0] ?? []) }
  }
}
