/// One property on one subject, and what came of it.
public struct ReportRow: Codable, Equatable, Sendable {
  /// A label and the cases that bear it.
  public struct Label: Codable, Equatable, Sendable {
    /// The label.
    public let label: String
    /// Cases that bear it.
    public let count: Int
    /// All cases.
    public let of: Int

    /// `count` of `of` cases bear `label`.
    public init(_ label: String, _ count: Int, of: Int) {
      self.label = label
      self.count = count
      self.of = of
    }
  }

  /// How often a demanded label came.
  public struct Share: Codable, Equatable, Sendable {
    /// The label.
    public let label: String
    /// The least share of the values, in percent; 0 demands a single one.
    public let demandedPercent: Double
    /// Values that bear it.
    public let hits: Int
    /// Values drawn.
    public let samples: Int
    /// Whether the law did not hold for want of it.
    public let missed: Bool
  }

  /// Something that was counted beside the cases.
  public struct Count: Codable, Equatable, Sendable {
    /// What was counted.
    public let name: String
    /// How many there were.
    public let count: Int

    /// `count` of `name`.
    public init(_ name: String, _ count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// The property's number; 0 stands for all laws of a subject that could not even begin.
  public var property: Int
  /// The property's title.
  public var title: String
  /// The subject's name.
  public var subject: String
  /// Whether the property's fault was planted.
  public var mutant = false
  /// What came of it.
  public var verdict: Verdict
  /// Cases that ran.
  public var cases = 0
  /// Cases that were discarded.
  public var discards = 0
  /// Runs of the body while shrinking.
  public var evaluations = 0
  /// The run's seed, `0x` and hexadecimal.
  public var seed: String
  /// How long it took.
  public var seconds = 0.0
  /// How many cases there are, when all of them were run.
  public var allCases: Int?
  /// The highest score of a case, of a law that says how near its cases come.
  public var highestScore: Double?
  /// The most frequent first.
  public var labels: [Label] = []
  /// The labels that are demanded.
  public var coverage: [Share] = []
  /// What the reader should know besides, a sentence each; none of it changes the verdict.
  public var warnings: [String] = []
  /// What a law on a deployment counted beside its cases.
  public var counts: [Count]?
  /// What it left out, a sentence each.
  public var notes: [String]?
  /// The smallest failing case as Swift source.
  public var smallest: String?
  /// Parts of it that don't matter, as the way to them (the whole: an empty one); absent when none was found or sought.
  public var explanation: [String]?
  /// Why it isn't good, in a sentence.
  public var error: String?
  /// The requirement that does not hold, as `Module/File.swift:12`.
  public var place: String?
  /// Replays the failing case.
  public var token: String?
  /// The command line that runs it again.
  public var replay: String?
  /// What a person must see when it isn't good; some lines.
  public var failure: String?

  /// A row without counts.
  public init(property: Int, title: String, subject: String, verdict: Verdict, seed: String, failure: String? = nil) {
    self.property = property
    self.title = title
    self.subject = subject
    self.verdict = verdict
    self.seed = seed
    self.failure = failure
  }
}
