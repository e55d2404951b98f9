import PropertyTesting

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Something that is kept or told: a file of a store, rows with their seals opened, a log, an answer.
public struct Evidence: Sendable {
  /// What it is: "voicecore.db-wal".
  public let name: String
  public let bytes: [UInt8]

  /// Bytes of this name.
  public init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// A text of this name.
  public init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }

  /// In which spelling it holds what is searched for; `nil` when it doesn't.
  public func trace(of sought: Spellings) -> String? {
    sought.patterns.first { holds($0.bytes) }?.encoding
  }

  /// Whether it holds these bytes.
  public func holds(_ pattern: [UInt8]) -> Bool {
    guard let first = pattern.first, pattern.count <= bytes.count else { return false }
    return bytes.withUnsafeBytes { all in
      guard let start = all.baseAddress else { return false }
      // The last place where it could begin.
      let end = all.count - pattern.count
      var place = 0
      while place <= end {
        guard let found = memchr(start + place, Int32(first), end - place + 1) else { return false }
        place = UnsafeRawPointer(found) - start
        if memcmp(start + place, pattern, pattern.count) == 0 { return true }
        place += 1
      }
      return false
    }
  }
}

/// Demands that none of this is found anywhere, in any common spelling.
public func requireNoTrace(
  of sought: [Spellings], in evidence: [Evidence], fileID: StaticString = #fileID, line: UInt = #line
) throws {
  for piece in evidence {
    for spellings in sought {
      if let encoding = piece.trace(of: spellings) {
        throw RequirementFailure(
          "\(piece.name) holds \(spellings.name) (\(encoding))", fileID: "\(fileID)", line: line)
      }
    }
  }
}
