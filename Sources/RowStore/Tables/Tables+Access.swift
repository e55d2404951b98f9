import VoiceCore

extension Tables {
  static let users = Table<User>(
    TableSchema(
      "users", key: [.init("id", .id)], columns: [.init("email", .bytes)],
      indexes: [.init("users_by_email", on: ["email"], unique: .inTenant(.email))]),
    key: { user, _ in [.id(user.id)] }, columns: { [$1.email($0.email)] })

  static let streamGrants = Table<StreamGrant>(
    TableSchema(
      "stream_grants", key: [.init("digest", .bytes)], columns: [.init("call_id", .id)],
      indexes: [
        .init("stream_grants_by_digest", on: ["digest"], unique: .inDeployment(.streamToken)),
        .init("stream_grants_by_call", on: ["call_id"]),
      ]),
    key: { [$1.digest($0.digest)] }, columns: { grant, _ in [.id(grant.call)] })
}

extension RowCodec {
  func email(_ email: EmailAddress) -> Part { blind(email.text, "users.email") }
  func digest(_ digest: TokenDigest) -> Part { platform.digest(digest) }
}

extension PlatformCodec {
  func digest(_ digest: TokenDigest) -> Part { blind(digest.hex, "tokens.digest") }
}
