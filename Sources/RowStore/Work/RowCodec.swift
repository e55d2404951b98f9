import Foundation
import VoiceCore

/// Turns one tenant's values into rows and back: bodies sealed under the tenant's key, personal keys blinded.
struct RowCodec: Sendable {
  let tenant: Tenant.ID
  /// `nil`: nothing is sealed.
  let cipher: (any TenantCipher)?
  let platform: PlatformCodec
  /// Bodies are kept as values, for an engine whose rows never leave the process.
  let keepsValues: Bool

  /// Whether the tenant has no keys yet, so that nothing of it can be written.
  var lacksKeys: Bool { cipher.map { !$0.hasKeys } ?? false }

  /// Whether a row named a key that was made elsewhere since the cipher was asked for.
  var misses: Bool { cipher?.misses ?? false }

  /// A personal text as a key within the tenant.
  func blind(_ text: String, _ purpose: String) -> Part {
    let bytes = text.composedBytes
    return .bytes(cipher?.blindIndex(of: bytes, for: purpose) ?? bytes)
  }

  /// The body of a row.
  func body<Value: Encodable & Sendable>(
    of value: Value, in table: TableSchema, key: [Part]
  ) throws(StoreFailure) -> Body {
    if keepsValues { return .value(value) }
    let plain: Data
    do { plain = try JSONEncoder.forBodies.encode(value) } catch { throw .corrupt }
    guard let cipher else { return .bytes(Array(plain)) }
    do throws(SealFailure) {
      return .bytes(try cipher.seal(Array(plain), as: identity(table, key)))
    } catch {
      throw StoreFailure(error)
    }
  }

  /// Every byte of a row: personal keys as they are kept, the body with its seal opened.
  func plainBytes(of row: Row, in table: TableSchema) throws(StoreFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in row.parts { part.append(to: &bytes) }
    guard case .bytes(let body) = row.body else { throw .corrupt }
    guard let cipher else { return bytes + body }
    do throws(SealFailure) {
      return bytes + (try cipher.open(body, as: identity(table, row.key)))
    } catch {
      throw StoreFailure(error)
    }
  }

  /// What a row says.
  func value<Value: Decodable & Sendable>(of row: Row, in table: TableSchema) throws(StoreFailure) -> Value {
    switch row.body {
    case .value(let value):
      guard let value = value as? Value else { throw .corrupt }
      return value
    case .bytes(let bytes):
      var plain = bytes
      if let cipher {
        do throws(SealFailure) {
          plain = try cipher.open(bytes, as: identity(table, row.key))
        } catch {
          throw StoreFailure(error)
        }
      }
      return try Self.decoded(plain)
    }
  }

  /// Reads a body by the reader of our own, and what that doesn't know by Foundation's, which takes several times as long.
  private static func decoded<Value: Decodable>(_ plain: [UInt8]) throws(StoreFailure) -> Value {
    do {
      return try BodyDecoder.value(Value.self, of: plain)
    } catch is BodyText.Unknown {
      do { return try JSONDecoder.forBodies.decode(Value.self, from: Data(plain)) } catch { throw .corrupt }
    } catch {
      throw .corrupt
    }
  }

  /// What a row of this table says.
  func value<Value>(of row: Row, in table: Table<Value>) throws(StoreFailure) -> Value {
    let value: Value = try self.value(of: row, in: table.schema)
    guard table.isExact else { return value }
    guard row.key == table.key(value, self), row.columns == table.columns(value, self) else { throw .corrupt }
    return value
  }

  func identity(_ table: TableSchema, _ key: [Part]) -> RowIdentity {
    var bytes: [UInt8] = []
    for part in key { part.append(to: &bytes) }
    return RowIdentity(table: table.name, tenant: tenant, key: bytes)
  }
}

/// Turns what finds a tenant into keys.
struct PlatformCodec: Sendable {
  let ciphers: (any RowCiphers)?

  /// A text as a key in the whole deployment.
  func blind(_ text: String, _ purpose: String) -> Part {
    let bytes = text.composedBytes
    return .bytes(ciphers?.platformIndex(of: bytes, for: purpose) ?? bytes)
  }
}

extension String {
  /// The text composed, for two strings that are canonically equivalent are equal in Swift (Unicode Standard Annex 15), and
  /// so must their keys be. ASCII, as most keys are, is composed as it stands.
  fileprivate var composedBytes: [UInt8] {
    let bytes = Array(utf8)
    return bytes.allSatisfy { $0 < 0x80 } ? bytes : Array(precomposedStringWithCanonicalMapping.utf8)
  }
}

extension JSONDecoder {
  fileprivate static let forBodies: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "+inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }()
}

extension JSONEncoder {
  fileprivate static let forBodies: JSONEncoder = {
    let encoder = JSONEncoder()
    // Equal values have equal bytes.
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "+inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }()
}
