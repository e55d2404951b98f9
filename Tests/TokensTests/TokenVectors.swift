import Testing

/// A token with a name to show instead of it.
struct TokenVector: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let token: String

  init(_ name: String, _ token: String) {
    testDescription = name
    self.token = token
  }
}

/// Tokens made by another implementation (Python's `hmac`), so that ours is not its own judge.
/// Secret: 32 bytes, the i-th being (37 i + 11) mod 256. Issued at 1700000000, good until 1700000900.
enum TokenVectors {
  static let secret = "CzBVep/E6Q4zWH2ix+wRNluApcrvFDleg6jN8hc8YYY="
  static let issuer = "https://voice.example"
  static let user = "01890000-0000-7000-8000-000000000001"
  static let tenant = "01890000-0000-7000-8000-0000000000aa"
  static let id = "01890000-0000-7000-8000-0000000000ff"
  static let issuedAt: Int64 = 1_700_000_000

  /// Everything right.
  static let valid = TokenVector(
    "valid",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtM"
      + "DAwMDAwMDAwMGZmIn0.biuONia3ejiY4LjF-2tKswtDJ6JSQZqyIBGLGOzcvdg")
  /// The audience as a list that holds ours.
  static let audienceList = TokenVector(
    "audienceList",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOlsib3RoZXIiLCJ2b2ljZWNvcmUtYXBpIl0sInN1YiI6IjAxODkwMDAwLTAwMDAtNzAwMC04MDAwL"
      + "TAwMDAwMDAwMDAwMSIsInRlbmFudF9pZCI6IjAxODkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDBhYSIsInJvbGUiOiJhZ"
      + "2VudCIsInNjb3BlIjoiYXBpIiwiZXhwIjoxNzAwMDAwOTAwLCJpYXQiOjE3MDAwMDAwMDAsImp0aSI6IjAxODkwMDAwLTAwMDAtN"
      + "zAwMC04MDAwLTAwMDAwMDAwMDBmZiJ9.BbRSlbVUwhFEgL5a1hFwZ6zpjgpLwD-QouTMK92rqhE")
  /// `iss` is missing.
  static let withoutIss = TokenVector(
    "withoutIss",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJhdWQiOiJ2b2ljZWNvcmUtY"
      + "XBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwM"
      + "C03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2NvcGUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhd"
      + "CI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGZmIn0.BjGWrZzr81-l4SnBYMvHo"
      + "OLmqSpu164HbMYOh8OHF0c")
  /// `aud` is missing.
  static let withoutAud = TokenVector(
    "withoutAud",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJzdWIiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCJ0ZW5hbnRfaWQiOiIwMTg5M"
      + "DAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwYWEiLCJyb2xlIjoiYWdlbnQiLCJzY29wZSI6ImFwaSIsImV4cCI6MTcwMDAwM"
      + "DkwMCwiaWF0IjoxNzAwMDAwMDAwLCJqdGkiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwZmYifQ.DxJuzRwjBz"
      + "X0GSp1F9hxEUnLNdlivjHJY9fXgSVrnzo")
  /// `sub` is missing.
  static let withoutSub = TokenVector(
    "withoutSub",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwM"
      + "DAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2NvcGUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwia"
      + "nRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGZmIn0.vg9jnHjgKs1BfxsbNhnt_0v2guEm7ST8EIfrz9D1L"
      + "XE")
  /// `tenant_id` is missing.
  static let withoutTenantId = TokenVector(
    "withoutTenantId",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwicm9sZSI6ImFnZW50Iiwic2NvcGUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiM"
      + "DE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGZmIn0.ydVTSfUzX9mmy-g6kg5pS0MuMqtt_ijiisJOCp3Ybqk")
  /// `role` is missing.
  static let withoutRole = TokenVector(
    "withoutRole",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwic2NvcGUiOiJhcGkiLCJleHAiO"
      + "jE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGZmIn0.o"
      + "AkOJITSS_Xfn6flzny-5FkYUWOZSBqo8GwL6dehMso")
  /// `scope` is missing.
  static let withoutScope = TokenVector(
    "withoutScope",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiZXhwI"
      + "joxNzAwMDAwOTAwLCJpYXQiOjE3MDAwMDAwMDAsImp0aSI6IjAxODkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDBmZiJ9."
      + "Sqfsdg7cfnpDNuhWy_7iz0_O4wxf_3EyIbVZ9ywmH_U")
  /// `exp` is missing.
  static let withoutExp = TokenVector(
    "withoutExp",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJpYXQiOjE3MDAwMDAwMDAsImp0aSI6IjAxODkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDBmZiJ9.9Fgn"
      + "FmkChq-6hLSvJzgryo6myh3o1EYFsjNdzE6CvnU")
  /// `iat` is missing.
  static let withoutIat = TokenVector(
    "withoutIat",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IjAxODkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDBmZiJ9.IqfW"
      + "5j0Qj8OA4b6zjw8ui5MvAcLqmvX2RPtinq66_hI")
  /// `jti` is missing.
  static let withoutJti = TokenVector(
    "withoutJti",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMH0.tQtgiAng9NNz-hrjJdFMRd_UaQGkgLGcR5-yQdsjB"
      + "0U")
  /// A platform administrator without a tenant.
  static let platformAdmin = TokenVector(
    "platformAdmin",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwicm9sZSI6InBsYXRmb3JtX2FkbWluIiwic2NvcGUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwM"
      + "CwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGZmIn0.GeDR4wVHyeuKfZZCinFVrQkT5PoYaEhCzL97H"
      + "1ZXi1I")
  /// Another issuer.
  static let wrongIssuer = TokenVector(
    "wrongIssuer",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL2V2a"
      + "WwuZXhhbXBsZSIsImF1ZCI6InZvaWNlY29yZS1hcGkiLCJzdWIiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwM"
      + "DEiLCJ0ZW5hbnRfaWQiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwYWEiLCJyb2xlIjoiYWdlbnQiLCJzY29wZ"
      + "SI6ImFwaSIsImV4cCI6MTcwMDAwMDkwMCwiaWF0IjoxNzAwMDAwMDAwLCJqdGkiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wM"
      + "DAwMDAwMDAwZmYifQ.Qn9atpv67mp3O4Vyb2FwVOW_xRZzUt1JczSl59xaAc0")
  /// Another audience.
  static let wrongAudience = TokenVector(
    "wrongAudience",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJvdGhlci1hcGkiLCJzdWIiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEiL"
      + "CJ0ZW5hbnRfaWQiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwYWEiLCJyb2xlIjoiYWdlbnQiLCJzY29wZSI6I"
      + "mFwaSIsImV4cCI6MTcwMDAwMDkwMCwiaWF0IjoxNzAwMDAwMDAwLCJqdGkiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwM"
      + "DAwMDAwZmYifQ.wQbeMDdE0LwMfg-38qmsGfWV9QSbVAJom0-xMjhSuM0")
  /// A scope that isn't ours.
  static let wrongScope = TokenVector(
    "wrongScope",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJlbWFpbCIsImV4cCI6MTcwMDAwMDkwMCwiaWF0IjoxNzAwMDAwMDAwLCJqdGkiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwM"
      + "C0wMDAwMDAwMDAwZmYifQ.pg0OX4xjGyQJ1ZFlNT4-MhlrUR-Mf-Cj8oPv-EjIsg8")
  /// A role that doesn't exist.
  static let unknownRole = TokenVector(
    "unknownRole",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6InJvb3QiLCJzY29wZ"
      + "SI6ImFwaSIsImV4cCI6MTcwMDAwMDkwMCwiaWF0IjoxNzAwMDAwMDAwLCJqdGkiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wM"
      + "DAwMDAwMDAwZmYifQ.KOP8V-n_5SBMvG-TtmtaLKc2apMV4Uoc2imNtUPSsqE")
  /// A subject that is no UUID.
  static let subjectNoUUID = TokenVector(
    "subjectNoUUID",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoibWUiLCJ0ZW5hbnRfaWQiOiIwMTg5MDAwMC0wMDAwLTcwM"
      + "DAtODAwMC0wMDAwMDAwMDAwYWEiLCJyb2xlIjoiYWdlbnQiLCJzY29wZSI6ImFwaSIsImV4cCI6MTcwMDAwMDkwMCwiaWF0IjoxN"
      + "zAwMDAwMDAwLCJqdGkiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwZmYifQ.3UuCzfniXjRBAihIwnHRuip13I"
      + "XSmnR8eNxH-pRok-4")
  /// An expiry beyond the year 9999.
  static let giantExpiry = TokenVector(
    "giantExpiry",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJleHAiOjkyMjMzNzIwMzY4NTQ3NzU4MDcsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03M"
      + "DAwLTgwMDAtMDAwMDAwMDAwMGZmIn0.5OCY7I_IMttnMzTytS0MKU4NnjS1FvB60ndChpYUfXU")
  /// An expiry that is text.
  static let expiryAsText = TokenVector(
    "expiryAsText",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJleHAiOiIxNzAwMDAwOTAwIiwiaWF0IjoxNzAwMDAwMDAwLCJqdGkiOiIwMTg5MDAwMC0wMDAwLTcwMDAtODAwM"
      + "C0wMDAwMDAwMDAwZmYifQ.BhAXMy5bpd1NPT-3kAhRrn8ekllkh_ikJhF2HTwpe-E")
  /// `none`, unsigned.
  static let algorithmNone = TokenVector(
    "algorithmNone",
    "eyJhbGciOiJub25lIiwidHlwIjoiSldUIiwia2lkIjoiaHMtdHBncExFbGk1RTFFQVAxNSJ9.eyJpc3MiOiJodHRwczovL3ZvaWN"
      + "lLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDA"
      + "xIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2NvcGU"
      + "iOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDA"
      + "wMDAwMDAwMGZmIn0.")
  /// `none` over a good signature.
  static let algorithmNoneSigned = TokenVector(
    "algorithmNoneSigned",
    "eyJhbGciOiJub25lIiwidHlwIjoiSldUIiwia2lkIjoiaHMtdHBncExFbGk1RTFFQVAxNSJ9.eyJpc3MiOiJodHRwczovL3ZvaWN"
      + "lLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDA"
      + "xIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2NvcGU"
      + "iOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDA"
      + "wMDAwMDAwMGZmIn0.0EYlHzqy5Yi7yzmuk5TZ7NOLbeJXp9CMp7sIhTym200")
  /// No algorithm named.
  static let algorithmMissing = TokenVector(
    "algorithmMissing",
    "eyJ0eXAiOiJKV1QiLCJraWQiOiJocy10cGdwTEVsaTVFMUVBUDE1In0.eyJpc3MiOiJodHRwczovL3ZvaWNlLmV4YW1wbGUiLCJh"
      + "dWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIiwidGVuYW50X2lk"
      + "IjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2NvcGUiOiJhcGkiLCJleHAi"
      + "OjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGZmIn0."
      + "3NLfcDWZcJwkEE4Ass0p-gm6oCAWyRgWVY5ivtHJsNA")
  /// HS384 with the same secret.
  static let hs384 = TokenVector(
    "hs384",
    "eyJhbGciOiJIUzM4NCIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtM"
      + "DAwMDAwMDAwMGZmIn0.DpiSsf3KNwxUWZZ2PVGuwo3tj97MsqgZs2R12idkFHTh_-iLPbt5pv0i_yn1IPES")
  /// Says ES256 of an HS256 key.
  static let namedES256 = TokenVector(
    "namedES256",
    "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtM"
      + "DAwMDAwMDAwMGZmIn0._wYZM3aYcWsQB7-LPdVsd3EdpQ4uqxM6eYRPBCPUNlA")
  /// No key named.
  static let withoutKid = TokenVector(
    "withoutKid",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL3ZvaWNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmU"
      + "tYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDA"
      + "wMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2NvcGUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsIml"
      + "hdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGZmIn0._518muXLzjGYUrGPdkn"
      + "1NIXdT-grmkB9St4vD4i_gys")
  /// A key that isn't ours, signed with ours.
  static let unknownKid = TokenVector(
    "unknownKid",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLUFBQUFBQUFBQUFBQUFBQUEifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtM"
      + "DAwMDAwMDAwMGZmIn0.fjYarVmZICfhlHmwN0PacTOJXAci3uQJskIgmb52VbI")
  /// A critical extension, which must be understood or refused.
  static let critical = TokenVector(
    "critical",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUiLCJjcml0IjpbImV4cCJdfQ.eyJpc"
      + "3MiOiJodHRwczovL3ZvaWNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwL"
      + "TgwMDAtMDAwMDAwMDAwMDAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZ"
      + "SI6ImFnZW50Iiwic2NvcGUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtM"
      + "DAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGZmIn0.hcGze1Th-FYj2bzHlEf3AF5olErf85AxdRz76_pD7hs")
  /// Another type of token.
  static let otherType = TokenVector(
    "otherType",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL"
      + "3ZvaWNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwM"
      + "DAwMDAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic"
      + "2NvcGUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwM"
      + "DAtMDAwMDAwMDAwMGZmIn0.J--wSb9ZgokUYd4P7wl1IKXMiGHeHfoChyeaoAiZ6XI")
  /// Signed with another secret.
  static let otherSecret = TokenVector(
    "otherSecret",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImhzLXRwZ3BMRWxpNUUxRUFQMTUifQ.eyJpc3MiOiJodHRwczovL3Zva"
      + "WNlLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwM"
      + "DAxIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50Iiwic2Nvc"
      + "GUiOiJhcGkiLCJleHAiOjE3MDAwMDA5MDAsImlhdCI6MTcwMDAwMDAwMCwianRpIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtM"
      + "DAwMDAwMDAwMGZmIn0.Guw4bWbJ1g7wJ3SprgRHn1AH0yGdryh2DSeN4rK9Wvw")
}
