/// Keys made by OpenSSL for these tests; they protect nothing.
enum KeyVectors {
  static let sec1P256 = """
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIKkOi8EFsib08brcsUr+sfA+qE9L+FsbaO3PQoPi1lB3oAoGCCqGSM49
    AwEHoUQDQgAEA3AajSIvy4Fh+EEb/WQq+xboWsHE6SfwQuYRGShi/kX26ZYJvzr5
    9iD5C79+Ah8jdGfw1X/Cdl6bo8RWxSojXg==
    -----END EC PRIVATE KEY-----
    """
  /// The public half of `sec1P256`.
  static let publicP256 = """
    -----BEGIN PUBLIC KEY-----
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEA3AajSIvy4Fh+EEb/WQq+xboWsHE
    6SfwQuYRGShi/kX26ZYJvzr59iD5C79+Ah8jdGfw1X/Cdl6bo8RWxSojXg==
    -----END PUBLIC KEY-----
    """
  static let p384 = """
    -----BEGIN EC PRIVATE KEY-----
    MIGkAgEBBDAyF+Us+jfDBxZyLMEGFWCkAFTvLHVe0crhj3VlNG6rItKaictZiT7U
    ZbYsk5tmZTCgBwYFK4EEACKhZANiAATSJhql4cV89ElcYEI17aegbOh6VKcwBko9
    I5DmLT+kp4+TcR/HsNkAXGaNGOO8JdZyDwj1DiM6PvRDiJ9M6DZ9e40/xsp/H7vN
    MStAJYHwUJZiU7RwKA0lo6Y48t6jd3s=
    -----END EC PRIVATE KEY-----
    """
}
