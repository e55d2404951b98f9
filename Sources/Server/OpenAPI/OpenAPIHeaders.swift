internal import Web

/// The header fields of answers that the document describes, and where they are.
enum OpenAPIHeaders {
  private static let limits = ["RateLimit", "RateLimit-Policy"]
  private static let retry = "Retry-After"

  /// By name, in the form of OpenAPI's header object.
  static let all: [(String, String)] = [
    (
      "RateLimit",
      header(
        "The rule that counted the request, what is left of it, and in how many seconds it is whole again, as in "
          + "`\"reads\";r=99;t=1`. Where limits are on.", schema: #"{"type":"string"}"#)
    ),
    (
      "RateLimit-Policy",
      header(
        "The rule: so many requests in so many seconds, as in `\"reads\";q=100;w=60`. Where limits are on.",
        schema: #"{"type":"string"}"#)
    ),
    (
      retry, header("Seconds after which trying again can help.", schema: #"{"type":"integer","minimum":1}"#)
    ),
  ]

  /// Those of an answer with this status, to an operation that counts against its bearer's limits or doesn't.
  static func names(at status: Int, isLimited: Bool) -> [String] {
    (isLimited && (status < 300 || status == 429) ? limits : []) + ([429, 503].contains(status) ? [retry] : [])
  }

  private static func header(_ description: String, schema: String) -> String {
    JSONWriting.object([("description", JSONText.string(description)), ("schema", schema)])
  }
}
