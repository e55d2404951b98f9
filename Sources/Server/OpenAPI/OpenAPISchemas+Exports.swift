internal import VoiceCore

extension OpenAPISchemas {
  /// What the routes of exports name.
  static let exports: [String: String] = [
    "Export": object([
      ("id", id), ("resource", resource), ("format", format), ("from", momentOrNull), ("to", momentOrNull),
      ("status", oneOf(ExportJSON.states)), ("failure", orNull(oneOf(Export.Failure.allCases.map(\.rawValue)))),
      ("created_at", moment), ("manifest", orNull(manifest)), ("kept_until", momentOrNull),
      ("url", #"{"type":["string","null"],"format":"uri"}"#), ("url_expires_at", momentOrNull),
    ]),
    "ExportPage": page(of: "Export"),
    "NewExport": object(
      [("resource", resource), ("format", format), ("from", momentOrNull), ("to", momentOrNull)],
      required: ["resource", "format"]),
  ]

  private static let resource = oneOf(ExportResource.allCases.map(\.rawValue))
  private static let format = oneOf(ExportFormat.allCases.map(\.rawValue))

  private static let manifest = object([
    ("as_of", moment), ("columns", list(of: #"{"type":"string"}"#)), ("rows", count), ("size_bytes", count),
    ("sha256", #"{"type":"string","pattern":"^[0-9a-f]{64}$"}"#), ("media_type", #"{"type":"string"}"#),
  ])
}
