import Foundation
import VoiceCore

// Text that anybody may choose is a key as bytes: bound as text it would end at its first NUL. Composed, for two
// strings that are canonically equivalent are equal in Swift (Unicode Standard Annex 15), and so must their keys be.

extension EmailAddress {
  /// The address as a key.
  var key: Data { Data(text.precomposedStringWithCanonicalMapping.utf8) }
}

extension TokenDigest {
  /// The digest as a key.
  var key: Data { Data(hex.precomposedStringWithCanonicalMapping.utf8) }
}
