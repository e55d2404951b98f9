/// An HTTP method (RFC 9110, section 9) that VoiceCore's routes use.
public enum Method: String, Sendable, CaseIterable {
  case get = "GET"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
}
