import Foundation
package import VoiceCore

/// What stays of an erased tenant as bytes, alike in every engine. Nothing of it is content, so that nothing is sealed.
package enum ErasureBytes {
  /// A value as JSON.
  package static func encoded(_ value: some Encodable) throws(StoreFailure) -> [UInt8] {
    do { return Array(try JSONEncoder().encode(value)) } catch { throw .corrupt }
  }

  /// The value of such bytes; `nil` for none.
  package static func decoded<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]?
  ) throws(StoreFailure) -> Value? {
    guard let bytes else { return nil }
    do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch { throw .corrupt }
  }
}
