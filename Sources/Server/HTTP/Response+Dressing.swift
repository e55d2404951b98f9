internal import Web

extension Response {
  /// What every answer carries, unless its route has said otherwise.
  private static let standing: [Headers.Field] = [
    Headers.Field("X-Content-Type-Options", "nosniff"),
    Headers.Field("Referrer-Policy", "no-referrer"),
    Headers.Field("Cross-Origin-Resource-Policy", "same-origin"),
    Headers.Field("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    Headers.Field("X-Frame-Options", "DENY"),
    Headers.Field("Cache-Control", "no-store"),
  ]

  /// This answer with the standing fields, the request's name and the date. No `Server` field: it helps attackers only.
  func dressed(id: String, date: String) -> Response {
    var dressed = self
    for field in Self.standing where headers[field.name] == nil { dressed.headers.add(field.name, field.value) }
    dressed.headers["Server"] = nil
    dressed.headers[RequestIdentity.header] = id
    dressed.headers["Date"] = date
    return dressed
  }
}
