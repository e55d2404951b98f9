import Foundation
import RowStore
import Testing
import VoiceCore

@Suite("The reader of bodies")
struct BodyReaderTests {
  private enum Shape: Codable, Equatable {
    case plain
    case named(first: Int, second: String?)
    indirect case nested([Shape])
  }

  private struct Sample: Codable, Equatable {
    var whole: Int64 = -9_007_199_254_740_993
    var small: UInt8 = 255
    var wide = UInt128.max
    var below = Int128.min
    var fraction = 0.1
    var flag = true
    var text = "grüß dich"
    var escaped = "a \"quoted\"\nline / \u{1F600}"
    var missing: String?
    var list: [Int?] = [1, nil, 3]
    var empty: [String] = []
    var words = ["one": 1, "two": 2]
    var odd = ["zwölf": 12, "a\"b": 1]
    var shapes: [Shape] = [.plain, .named(first: 1, second: nil), .nested([.plain, .named(first: 2, second: "x")])]
    var tenant = Tenant.ID(0xABCDEF)
  }

  /// Without what is left to the other reader.
  private static var plain: Sample {
    var sample = Sample()
    sample.escaped = "a / plain line \u{1F600}"
    sample.odd = [:]
    return sample
  }

  private static func written(_ sample: Sample) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(sample))
  }

  @Test func `it reads what we write`() throws {
    #expect(try BodyDecoder.value(Sample.self, of: Self.written(Self.plain)) == Self.plain)
  }

  private struct Optionals: Codable, Equatable {
    var flag: Bool?
    var text: String?
    var whole: Int?
    var wide: Int64?
    var list: [Int]?
  }

  @Test func `a member that isn't there is nothing, null is nothing, and a wrong one is none that it knows`() throws {
    let names = ["flag", "text", "whole", "wide", "list"]
    let there = try BodyDecoder.value(
      Optionals.self, of: Array(#"{"flag":false,"list":[1],"text":"a","whole":2,"wide":3}"#.utf8))
    #expect(there == Optionals(flag: false, text: "a", whole: 2, wide: 3, list: [1]))
    #expect(try BodyDecoder.value(Optionals.self, of: Array("{}".utf8)) == Optionals())
    for name in names {
      #expect(try BodyDecoder.value(Optionals.self, of: Array("{\"\(name)\":null}".utf8)) == Optionals())
      #expect(throws: BodyText.Unknown.self) {
        try BodyDecoder.value(Optionals.self, of: Array("{\"\(name)\":{}}".utf8))
      }
    }
  }

  @Test func `it leaves escaped text and names that aren't plain to the other reader`() throws {
    #expect(throws: BodyText.Unknown.self) { try BodyDecoder.value(Sample.self, of: Self.written(Sample())) }
  }

  @Test func `it reads damaged bodies as Foundation does, or not at all`() throws {
    let body = try Self.written(Self.plain)
    var differences = 0
    for place in body.indices {
      for byte: UInt8 in [0x00, 0x20, 0x22, 0x2C, 0x2E, 0x30, 0x31, 0x5B, 0x5C, 0x5D, 0x65, 0x7B, 0x7D, 0xFF] {
        var damaged = body
        damaged[place] = byte
        guard let ours = try? BodyDecoder.value(Sample.self, of: damaged) else { continue }
        let theirs = try? JSONDecoder().decode(Sample.self, from: Data(damaged))
        if let theirs, theirs != ours { differences += 1 }
      }
      _ = try? BodyDecoder.value(Sample.self, of: Array(body[..<place]))
    }
    #expect(differences == 0)
  }
}
