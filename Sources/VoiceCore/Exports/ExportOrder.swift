/// What can be exported.
public enum ExportResource: String, Sendable, Codable, CaseIterable {
  /// One row for each call.
  case calls
  /// One row for each event of a call.
  case callEvents = "call_events"
  /// One row for each utterance.
  case transcripts
  /// One row for each thing that a caller left with the receptionist.
  case callerNotes = "caller_notes"
  /// One row for each entry.
  case knowledge
  /// All of these, each in files of its own, in one archive.
  case everything

  /// What has rows.
  public static let tables: [ExportResource] = allCases.filter { $0 != .everything }

  /// Whether its rows belong to a time: that of the beginning of their call.
  public var isTimed: Bool {
    switch self {
    case .calls, .callEvents, .transcripts, .callerNotes: true
    case .knowledge, .everything: false
    }
  }
}

/// How an export is written.
public enum ExportFormat: String, Sendable, Codable, CaseIterable {
  /// RFC 4180, in UTF-8.
  case csv
  /// One JSON object a line (jsonlines.org).
  case jsonLines = "jsonl"
  /// JSON Lines in an archive (POSIX.1-1988, ustar): of everything, and of nothing else.
  case tar

  /// As HTTP says it.
  public var mediaType: String {
    switch self {
    case .csv: "text/csv; charset=utf-8; header=present"
    case .jsonLines: "application/jsonl"
    case .tar: "application/x-tar"
    }
  }
}

/// From a moment on, and before another; without either, always.
public struct ExportWindow: Equatable, Sendable, Codable {
  public let from: Timestamp?
  /// The first moment after it.
  public let to: Timestamp?

  /// No end either way.
  public static let always = ExportWindow(known: nil, nil)

  /// - Throws: `.emptyTime` for one that ends before it begins, or as it begins.
  public init(from: Timestamp?, to: Timestamp?) throws(RefusedSetting) {
    if let from, let to, to <= from { throw RefusedSetting("to", .emptyTime) }
    self.init(known: from, to)
  }

  private init(known from: Timestamp?, _ to: Timestamp?) {
    self.from = from
    self.to = to
  }
}
