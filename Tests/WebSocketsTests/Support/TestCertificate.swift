import NIOSSL

/// A self-signed certificate for `localhost`, valid 2020 to 2120. Its key is public: it protects nothing.
enum TestCertificate {
  static func server() throws -> TLSConfiguration {
    .makeServerConfiguration(
      certificateChain: [.certificate(try certificate())],
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
  }

  /// A client that trusts the certificate and nothing else.
  static func trusting() throws -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .certificates([try certificate()])
    return configuration
  }

  private static func certificate() throws -> NIOSSLCertificate {
    try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem)
  }

  private static let pem = """
    -----BEGIN CERTIFICATE-----
    MIIBYjCCAQegAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
    c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
    CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKUG8ZIit7OFLbcs
    vxUYcWbmVBAe4Vji6SUnZEcYTd36VPYr1EGDA+UN6j80NZB/Ao2PgEZPfMUxhlLn
    Y2ry1cKjSDBGMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAPBgNVHRMBAf8EBTADAQH/
    MB0GA1UdDgQWBBRFYp/wUf3BS7DyfVmeiCk0+GnJhjAKBggqhkjOPQQDAgNJADBG
    AiEA6R8744OWwAjxeaYI9hI+ezHOmqposgSRX/8DSe9FnOcCIQDvVgELmrNn9Yua
    NYTb4CE7wxpleMBqEawtnsHlPnJIzQ==
    -----END CERTIFICATE-----
    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgq22zm7HLfy/3lY3S
    TKELi6jkjVuNvzcwTZGYihwl8qqhRANCAASlBvGSIrezhS23LL8VGHFm5lQQHuFY
    4uklJ2RHGE3d+lT2K9RBgwPlDeo/NDWQfwKNj4BGT3zFMYZS52Nq8tXC
    -----END PRIVATE KEY-----
    """
}
