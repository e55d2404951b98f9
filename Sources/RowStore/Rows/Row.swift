public import VoiceCore

/// A row as it is written.
public struct Row: Sendable {
  /// The key's parts.
  public let key: [Part]
  /// The parts of the columns beside the key.
  public let columns: [Part]
  public let body: Body

  /// A row of these parts.
  public init(key: [Part], columns: [Part], body: Body) {
    self.key = key
    self.columns = columns
    self.body = body
  }

  /// The parts of all columns, those of the key first.
  public var parts: [Part] { key + columns }
}

/// What a row says.
public enum Body: Sendable {
  /// As it is: where nothing leaves the process.
  case value(any Sendable)
  /// Encoded, and sealed when the store has keys.
  case bytes([UInt8])
}

/// A row as it was found.
public struct StoredRow: Sendable {
  public let row: Row
  public let version: RowVersion
  /// Its place in the log; 0 in tables that are none.
  public let position: Int64

  /// Its place in the log, for a row of a log.
  public var place: LogPosition { LogPosition(commit: version, number: position) }

  /// A row with the version of its last commit.
  public init(_ row: Row, version: RowVersion, position: Int64 = 0) {
    self.row = row
    self.version = version
    self.position = position
  }
}
