package import Web

/// A request to an S3 store before it is signed, as a value.
package struct S3Request: Equatable, Sendable {
  /// One header field, or one field of the query as it is before encoding.
  package typealias Field = Headers.Field

  package let method: String
  /// Host and port as they stand in the address.
  package let host: String
  /// The path exactly as it is sent: percent-encoded once, never normalised.
  package let path: String
  package var query: [Field] = []
  /// What is sent besides the host and what signing adds.
  package var headers: [Field] = []
  package var body: [UInt8] = []

  /// A request without query, headers and body.
  package init(_ method: String, host: String, path: String) {
    self.method = method
    self.host = host
    self.path = path
  }
}
