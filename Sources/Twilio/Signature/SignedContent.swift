package import Web

/// What a signature covers besides the address.
package enum SignedContent: Sendable {
  /// The address alone: GET and WebSocket upgrades.
  case nothing
  case form(FormFields)
  /// Any other body; its digest stands in the address as `bodySHA256`.
  case body([UInt8])
}
