public import PropertyTesting
public import VoiceCore

/// A file that is asked for of a tenant, and what happens while it is written.
public struct ExportCase: Equatable, Sendable {
  /// A call, so many hours after the first moment, with what was said and left.
  public struct PastCall: Equatable, Sendable {
    public let hour: Int
    public let said: [String]
    public let left: [String]
    public let hasEnded: Bool

    /// A call of that hour.
    public init(hour: Int, said: [String], left: [String], hasEnded: Bool) {
      self.hour = hour
      self.said = said
      self.left = left
      self.hasEnded = hasEnded
    }
  }

  /// What happens while a part is kept.
  public enum Disturbance: Equatable, Sendable {
    /// A call begins that hour.
    case call(hour: Int)
    /// The call of that number, counted round, ends, and something more is said and left.
    case change(call: Int, said: String)
    /// The receptionist learns something, and forgets the entry of that number, counted round.
    case knowledge(question: String, without: Int)
    /// The part can't be kept.
    case outage
    /// The node ends.
    case end
  }

  public let calls: [PastCall]
  /// Questions, each its own answer's.
  public let knowledge: [String]
  public let resource: ExportResource
  public let format: ExportFormat
  /// Hours; `nil` for no end.
  public let from: Int?
  public let to: Int?
  /// By the number of the part, counted from 0 over all attempts.
  public let disturbances: [Int: Disturbance]
  public let pageLength: Int
  public let partBytes: Int
  /// Where it is downloaded from, in thousandths of its size.
  public let offset: Int
}

extension Gen where Value == String {
  /// A text as nobody wishes it in a file: quotes, commas, ends of lines, signs that a spreadsheet takes for a formula, controls,
  /// letters beyond ASCII. Shrinks to shorter ones.
  public static var awkwardText: Gen {
    let pieces = [
      "a", "\"", ",", "\n", "\r", "\r\n", "\t", "=", "+", "-", "@", "'", " ", "=1+1", "\"\"", "\\", "＝", "＠", "é",
      "e\u{301}",
      "日本", "😀", "\u{0}", "\u{7F}", "\u{2028}", "\u{FEFF}", "\u{A0}", "null", "12", ";", "\u{202E}",
    ]
    return Gen<[String]>.array(of: .element(of: pieces), count: 0...5).map { $0.joined() }
  }
}

extension Gen where Value == ExportCase {
  /// Up to six calls within six hours, up to four entries; pages and parts so small that there are several of each.
  public static var exportCase: Gen {
    gen { source in
      var disturbances: [Int: ExportCase.Disturbance] = [:]
      for disturbance in try source.draw(Gen<[ExportCase.Disturbance]>.array(of: .disturbance, count: 0...4)) {
        disturbances[try source.draw(.int(0...4))] = disturbance
      }
      let calls = try source.draw(Gen<[ExportCase.PastCall]>.array(of: .pastCall, count: 0...6))
      let ends = [nil] + (0...6).map(Optional.some)
      let from = try source.draw(.element(of: ends))
      let length = try source.draw(.element(of: ends)).map { $0 + 1 }
      let resource = try source.draw(.element(of: ExportResource.allCases))
      let format = try source.draw(.element(of: [ExportFormat.csv, .jsonLines]))
      return ExportCase(
        calls: calls, knowledge: try source.draw(.array(of: .awkwardText, count: 0...4)), resource: resource,
        format: resource == .everything ? .tar : format,
        from: resource.isTimed ? from : nil, to: resource.isTimed ? length.map { (from ?? 0) + $0 } : nil,
        disturbances: disturbances, pageLength: try source.draw(.int(1...3)),
        partBytes: try source.draw(.int(16...250)), offset: try source.draw(.int(0...1000)))
    }
  }
}

extension Gen where Value == ExportCase.PastCall {
  fileprivate static var pastCall: Gen {
    gen { source in
      ExportCase.PastCall(
        hour: try source.draw(.int(0...6)), said: try source.draw(.array(of: .awkwardText, count: 0...3)),
        left: try source.draw(.array(of: .awkwardText, count: 0...2)), hasEnded: try source.draw(.bool))
    }
  }
}

extension Gen where Value == ExportCase.Disturbance {
  fileprivate static var disturbance: Gen {
    .oneOf([
      Gen<Int>.int(0...6).map(ExportCase.Disturbance.call),
      zip(Gen<Int>.int(0...5), Gen<String>.awkwardText).map { .change(call: $0, said: $1) },
      zip(Gen<String>.awkwardText, Gen<Int>.int(0...3)).map { .knowledge(question: $0, without: $1) },
      .just(.outage), .just(.end),
    ])
  }
}
