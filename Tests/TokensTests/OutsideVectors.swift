import Testing

/// Tokens of an outside issuer, made by OpenSSL and Python, so that ours is not its own judge. The key protects nothing.
/// Issued at 1700000000, good until 1700000900.
enum OutsideVectors {
  static let issuer = "https://id.example"
  static let tenant = "01890000-0000-7000-8000-0000000000aa"
  static let issuedAt: Int64 = 1_700_000_000

  /// The modulus of the RSA key, 2048 bits, exponent 65537.
  static let modulus =
    "wc-u6AyikQ5jQI1ZT_6XOhRLXrbafMehDDm5ZlU9bEa35KdK6YsBNDLOhVRCwuTMU-rQdkzrg4WXVWY08vQQI4_YLdMtke9X95aR"
    + "BT01srwrOnTfzLxEG83q-eZf5OMXjIjU2LoKjLXYdJk_DkboKBkChHYjX4XO6iQxQOc0NrMH8jzo1KLjnc2AtGt_PNw2q00MeeA7"
    + "a8eLEeeWAkodgDpwQ_2jc1wPcTUGRi_0f7Bl2rmqwimspK4sBz4MdvCdVDEzA1fbC1Wa4zCgPqkPHhK_5MimctaqWuc6jio5e7Y9"
    + "t7pmbKw9A1CxqhCQ9sR56gvW6o8DB_0flhuA1OmIQw"
  /// Everything right.
  static let valid = TokenVector(
    "valid",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.hNe"
      + "gNTYMlMxUFu_g5UVo4VydS-qAGgEXXNVeJBVbGF0iRKtHrfUTl1zqPkHdY8yIxDcYjv0zdcXwLQ9fZE1qqcqngGzHoUQ6Nmv677h"
      + "U92P0Hl83OwMRSfva9fsavL9b4Zb7uE9xrrnMj-FexjguFBPvtmOlnmhi811lfDs6QUgo1r5GDaFZxNmQRi5c6nOIJwShx1rdMGZ"
      + "1-SY1xQOYSDrFmwMEACUJ_7O2I3oWrAsqieyufBvnZxqOaS_ePeI_aMnJ8h3sPzjnJ3tRQM_nyt-83sgU4XWxYyTbpp5XGYvAj4p"
      + "H3ehYP6eYDWpKU-YJtTIHurJy1iClgPk0HFNDWA")
  /// Two roles, one unknown, and a list of audiences.
  static let severalRoles = TokenVector(
    "severalRoles",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OlsieCIsInZvaWNlY29yZS1hcGkiXSwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgw"
      + "MDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6WyJub3RoaW5nIiwiYWdlbnQiLCJzdXBlcnZpc29yIl0sImlhdCI6MTcwMDAwMDAwMCwi"
      + "ZXhwIjoxNzAwMDAwOTAwLCJqdGkiOiJ4LTEifQ.tuPEy9opxqy-i18s5OqGmg4TdR4hE7fy_05ywneQ4tG67Cf20eUcVk7dCG6x7"
      + "mKKOMa-TSCPC2wuscizwVoOu_wrbDi2px3Bpmm3jSjj2fKNBJRgmFA5IhcMOVSjvzWxnyuyL9IlKFpTCVL9qxKtvFNRq0BxTiD3o"
      + "Jai1lsj8jt8MiCVAGf3OkMTDtXKyBtYvgzjw3DnlJEAWfhx14UrK9JS8VSdCSWDrzAiCVQnm-cZAxio9k3nPWSNshk381fb7X1hz"
      + "f7ADaZseMwwEhauy5n1b1iNWekSoJ7HyrVVe0tiHruXm0_4DvIeHRdIHMgl94LoBODAuu2wALzPDsDt2Q")
  /// Typed as any JWT, without `jti`.
  static let plainType = TokenVector(
    "plainType",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQiOiJ2"
      + "b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAw"
      + "MDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDB9.ZMWQ-tSVYgHcU7QkFOpdevu"
      + "75T6c8Ka3A_QpxbJoFKqPNJpb5CfyFcIQZEXuxtvFdEB6crJRiDm65EqWtZa4BbbYQkXwtKWBDzROtLUDNBzjyWc81WIOMHX3fn-"
      + "JOBvhOQ8-vjYHMK3HY-ItsYuUrN4J0BzIwC1fDbpOZHj6Ligg1Usns5O1TfnW0aBh657bc9UFQm1S3QTh4iEezxIBiW43LQ4tR2_"
      + "HtctZEUlP1KoFyTL5yjuCUEN65vgeBiCU744STTCbXkDRzGEfh7kwfcRibNIZmgl5yNyzhki4H6EMltJWwlt23x5fLr_ISyB1ejG"
      + "5X-jKHESO4mTfdfYrwA")
  /// Another person.
  static let otherSubject = TokenVector(
    "otherSubject",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YmVuIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.UKB"
      + "TdMAEW1nZPEKxBzs-xChJmKB7mzzfepIPcaGwBEAvDcWU6UqJtVcNgZOHQP5ZYEuCvlEQ1l1-M0TaTNonaYe-tRo3FXJpQy71V7I"
      + "bLgd5eHbTnJYeXLJWgSA86S01rgVWOvv4fjsr9L0HZxxmVw3JpJkl5mKzzrUqJKE77iYOxAVh2YGLj7dnbYiHL9eqtAlKAE5GvuD"
      + "zC_MpMpIxKYXnpX2vZBumACEF5Dc4J2at8r1RjHr-pV2jtT3Nkr2zz3aC2GCUsIBX77FlVNRX_2_P5Le_97hLdN5w0SI4XdvKFxK"
      + "i6xirjH0U6F2-v1_cpQixFrx-F8s27MpIjGZHPw")
  /// Calls its person by the id of one of ours.
  static let ourUser = TokenVector(
    "ourUser",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIiwidGVuYW50X2lkIjoi"
      + "MDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAi"
      + "OjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.XwxA5bS2fjizzqk2Lg8iiQG2ZX551MLnCIQcmnMo7MLPgKlqRmTnzLQ8MNyV-Ps_wrJ"
      + "brQmo4HHcyjtBex3YINwztKv4m638CBeI_u7HLN_dV06MvGQh_5M78rMDLj7eoL-ulhwHNPMfjM8F_TdY-hySiPuTPuGzDw7TDZz"
      + "gETXu67YrkDdCA4N9qMTLfJPu5LVaiWhE67qUucNZLM6PpcFsx7x9qokJdxUX9CXg9oqpkz1rUbt7v30xMBiH1LssimEsZNYKG6_"
      + "cG1OFNMNE1MQ5mZMX5vIrydfL_nNkmeYnTz1xdWPWYQ2rroQke1AqT2S20y9B5lnlu8hLFoNc3w")
  /// Of another issuer, by the same key.
  static let otherIssuer = TokenVector(
    "otherIssuer",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL290aGVyLmV4YW1wbGUiLCJh"
      + "dWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAt"
      + "MDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9"
      + ".F5z5UAmMiRM_o6jXCIVHjYRMpHbkhXk6TLoVH9aip9Dmh7eO4Fl-0td4jpFQl5AyaUhNunpWyUw78oFPPbinqn01HnNNoHVAjFE"
      + "He_r0vbOZbHpguCPWRcjCnInZyyQf_6KkwuWNFRln3ko5I-tuzefROoWIYjFYgeH7MRMeN1lMMfmwnNsC5dwmKENDajdC_NZz2tp"
      + "PMN0WmwgigjXwqvrgFN2oyjEyX0BgBQdQgNPa16wHOWUEGxjm52MLWlWN066yZQPz1ITqps8YsRjgC_p5mCtVnHGvC_32Exa0XKY"
      + "-kZ0PQgTpNy9mzxtd8lgxSfIGnmapApgj44-db4n_-g")
  /// For somebody else.
  static let otherAudience = TokenVector(
    "otherAudience",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJzb21lYm9keSIsInN1YiI6ImF1dGgwfGFkYSIsInRlbmFudF9pZCI6IjAxODkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAw"
      + "MDBhYSIsInJvbGUiOiJhZ2VudCIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAwOTAwLCJqdGkiOiJ4LTEifQ.KTLv94-UH"
      + "wEMrU4sTlOdvsfI47ZsrC6JO_JvjO_3LI8pcFMifIHGXFCa_kBRPcjkZylbZ8I_dqbMZwQaTAQeNKBRaPvydbHtTVzrxZpta9OVP"
      + "csR71r_yJ_aRHHrFQ6AhBr_HKPVrTFViwKF_dScJfMglGgw2OlHVz41byq_gSkJnBEvqrqw8EjCHbdadgLItle6aiqljARNES3km"
      + "wol4ZvjwA0bBI9T9BlXH_rrAd-L6gYBB8S8kjpJKn1XiuLSXukCMDPUs03xPYIMbU1il8pUjZuLY4P1q4yZvAj8wrLZHR2yybYpX"
      + "Vyz80WbpM0bNVApX0cYWfm87I32P9Z_OQ")
  /// With no role that is known here.
  static let noRole = TokenVector(
    "noRole",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6InJvb3QiLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDkwMCwianRpIjoieC0xIn0.XLk6"
      + "5qb0yRiOydoH1vdbMFP8RFnIS4HZ6WRSY4zZep8DYSiFWkf9pCeASsUuh5_1mRl7CoR4DtK72JgQ4ctxg_OCbhS8aneVUKNMTvTK"
      + "-Nw86q0UE1zsVQ7hc0uqSE7jVyaTpnOgBhOhbunl_Y0ADXaLoQo3RA1m8sLOKgLoifU1fLPay99bpnFctU9ImTCkK1Z_flLubofm"
      + "w4je0l6kkYfPr4Ujf5DhI6pZWPYXm4_dL1JkvHwIkZj6wMgZke-WmMVMToIKntSGPTsFAo0_Lpzcf7U-k4apXNsHo2v2cEuROeHW"
      + "DuQYCAkk8TjNfSQhss1QTgwD2nF_4AafpoNZ7A")
  /// Says that it is a platform administrator.
  static let platformAdmin = TokenVector(
    "platformAdmin",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwicm9sZSI6InBsYXRmb3JtX2FkbWluIiwiaWF0IjoxNzAwMDAwMDAw"
      + "LCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.iNgvBOmZZLp1jlU_jNXchW1N0oPn2y2uTrkuRsxo5DBXVGzzUrnN7zo5eCv"
      + "r7ErJ9dYKxSbtH0gCjZC0hn0I0-triONwlliLcMe7CpOiR9zbKyCRouXcNlUx9k5jTdhBSSzQZSlohv072FWBoo_qswD1gavsIWv"
      + "yN66fqxjC_OUk5htw-Qm4V9NCLIMICH2zGODvD4mMntVB6tGYSDKNghDw3iZThuizoO_4fMivri32i7vthQJkTL7WCqNMngJeLcm"
      + "yXSsn7ko1t3053dSnJVpviAMkQqDo63-gOpn2GYiw4Fiq21BHSJRxIZAo1ddh4ECzN8Ch-DYXFG1_Pb0Ewg")
  /// `tenant_id` is missing.
  static let withoutTenant = TokenVector(
    "withoutTenant",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3"
      + "MDAwMDA5MDAsImp0aSI6IngtMSJ9.T8nFMG69oe9WBr9JEaPC2Asy3OEabaduaYtQAZwYUe6VmLc2TQETV2uL2CtSE3qL2Cgb3to"
      + "STI1JQ2uvL31GZwAqOO9NBKe1uKw-dRc-reINzG96IRozXTF885MrATJoNuLc8ovVivbDQCUfVRcPPWUw5CxGXvlPxjbc9ITcMc-"
      + "APAXhPIIyAIKV65KEH7dmSd3D2kiAzJ-Or7NQ5xc2mhK-81XEES_1Iz3NG__wcY0WqFFIcS-5bsybPhKSTV9CvCJTtbDxGW5NyMP"
      + "cXPhTmFPccX_3s49L1Yt8W7zYSDDN5H2SCNQQv1oZoF7kCRDgKsW2QbaUyvafQP0MrTALtA")
  /// `role` is missing.
  static let withoutRole = TokenVector(
    "withoutRole",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.vEmXBGg1XuVTzIpHjC-cb4V"
      + "uyCq6fqXbnKAJSvi0fLwStRLHh4RoKEjk5gwvB5okUJodGYCcLAJUgjdB5ObqencBtMbOqyPzOzTY4gmpgKP4f9TwCe3IZ_yHHtz"
      + "2VJwehOS_wkplrdB_utL9EIMhxQuWzmAtmoB1NZQ2BoodPf7Htsi_obpgFPqE_Dpc2VlV6JgU_I-NyAnINPBjyrJDW7BTA2Yr5kQ"
      + "clyAAWTBhkg2Fx-ia2rv-En-p_LQo-3F7yr3LBBd-EHdub_Ljttu_mT9CPWVzSOmsokEfASoCfjAyMgaxd11-nSy84UbzB6jZ5oH"
      + "qrnwCfKnmT_WaDDBfFw")
  /// `exp` is missing.
  static let withoutExp = TokenVector(
    "withoutExp",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJqdGkiOiJ4LTEifQ.jwe5vDbokXDfaM4lyZlx3dY-x"
      + "x6V5heFv8qio0sps-4f_IxEYG68w8aVC99xU3J7drEA3joAniRJO3T3yr7O-JkQvRSTI7Egu5H0vB6RT4h1cTTcOehJk9qFCu_5W"
      + "koLtXeF9BTgrh7jUlvbRPdRTQUQ5akAg7t59f4dM86ZS3h_OMU_2C82ktJ3TWI8RzkAPHzLLR0-sp8CyN3Mp1vVFWVMLcSdjexk-"
      + "eYt-i8sGuSnDVevKiJhpuLqvZwFXK6Wk82p9hz3hHXklyeJ_YjoQS4gbdY2uajDGTIMZq1BlcYiv94Wjti3FY4BsF6G7niWfXnbD"
      + "PK3TZuoURiJmxGamA")
  /// `iat` is missing.
  static let withoutIat = TokenVector(
    "withoutIat",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiZXhwIjoxNzAwMDAwOTAwLCJqdGkiOiJ4LTEifQ.fKALsafhBJ7DlbyMAFBz99wam"
      + "WgIzVIh0TLDJbEhdN-2I6034_H7Xa-bUOJSM5vD6hPj_guVs2TOshXbxlGjP12Yx2EMiP3VwXFYKEjKkcuT5dpJ038dUR1GNpLSK"
      + "j7qd3ymKtIZJUU5hhyrF-wtQv5aR-qfBiLXMFV7VGb8yqv_xPz_3Yw3dhk4xH45HnR0q_-YGVXc1wTc9w9H6NuvuhGvauyAP0yi4"
      + "ynbhHqzsl9YuSGwytK0qY-WjippezVt4g6l0jFx1CygeUT-FpxByfTtwVdckwyViMTPzl0-18bJgGvNRaBz7NEj-0FP3TpA0f3mD"
      + "2prkfPj2A0G-oNS4g")
  /// `sub` is missing.
  static let withoutSub = TokenVector(
    "withoutSub",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6"
      + "ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.koEqh2SQI-XjMX3tey2LMZbAm4z"
      + "3Ge973OZWtPmEX8b8MHWNvg5TNs2Yo2xt12EuTWzYk51pUC-j3FTRFHCc9kF2gktRY41RA9zeHqeF-lDqU3YtmjTIoVnBUN0cDC_"
      + "U4UYiEVv9yeF_15s-ly-vS0R2WqQN5ZPwPDAi1vbygocq18IMLp5rQCMBz11GsTQVXgdgDkkvuHcG_40TkrUt1NjMkBqnwvSjG4u"
      + "v50xjLzc6O2ErDHWrpGcKGw-G9HZwCyegHuvX5M3TYB0BDsDklbopJ6JYUtFWqjuXVZileIJttM4HIxY7pXGH5UbYZQlSq7y773d"
      + "Uv9Q2jzFaF8_Njw")
  /// No key named.
  static let withoutKid = TokenVector(
    "withoutKid",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmU"
      + "tYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiw"
      + "icm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.tIxOYEDBhskDb7axgq"
      + "L5XibTI_aTuy3Nmg92psjrjDsbrKNxwbIUcajm4T-MAh1RpWFFkk7-Ajy-c2gTsr8qANOrp7nYcuRWyK2UgUJErdwFiUtUEEmqwP"
      + "YnX4GvlXwDMgrUoN_8We5ZvJzr7M9dYDSBRnOanMiZXca_XF9wtuO8ohzMMsuPHpt9KQwdoJmMJYw-H7tpCc--IJodM9mPBcVa-J"
      + "EosSkhi6CuD7wHGmxfMK3G6hEVw9E89E9QfCHdL5qa1rgzXA-cT6wylXwBXXD-pt3UtpEE0mRFlC-apQBpIt7Ku4pH0dC1bZYLnV"
      + "NWp4IvHdkJKUOlF1yAPBSwSw")
  /// A tenant that is no UUID.
  static let tenantNoUUID = TokenVector(
    "tenantNoUUID",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoib25lIiwicm9sZSI6ImFnZW50IiwiaWF0Ijox"
      + "NzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.wJrwG_9oVwZDlObsrgDkLYuaHD_eAKn--_8BpnL6Rq2Pa_u"
      + "8cJFmkso_HPno6E3vviFx5hbKHP6Z55ijcDDxFdTUlv_aI5JjH_y2phwBKBRmNIZxbLw8n3bVJaDJp27PWgQWaCPFexnfCgszGNd"
      + "uckkdzxCQZiwYjBwksFl8zYhWmw9VEIDCtTSpq0nJMOqKzAdRVr3ZAqvptwLJTwOzdaq_wKN5VRfvIUzPImhwjhssNrtMoco5k2D"
      + "mAYeQvbwr2sgry0ROPnA01oDnHgON5gyduDB-cyTjf8F4nkfz5iwzVnVIDLbxnGh79k9-Altapb8vUT1CzKAyaVFduJDA4Q")
  /// An expiry that is text.
  static let expAsText = TokenVector(
    "expAsText",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOiIxNzAwMDAwOTAwIiwianRpIjoieC0xIn0."
      + "gthkcZs0nIgUsqe5Ol5huI0pda6_0wLBCAUZklXKSuhdLnQEXzXb3QS99yhXHqXW7u42ozi0ntLYbWBjMjyKq1AjFJQ3LL8hlNLE"
      + "kn7qwz7r19pBszaWlju3WB9MPppgP464A0xtPdu8954uOlEeC4l2ckV6PFYcCkhFwzS_aO29FeY45g2gWdk8qKQitbi4gA_pacre"
      + "fTdVj4bwhcwIAdM0EJ177dtvwElzSLLg3gWL4NlMr8hWDju6L3m1Q3buooyeJmRciwHvVCzb82Seq-TRnkfH5BivHXErk3ssF4dV"
      + "x8i1zS6Ug_Rlfdh9_55RbVbQRvhFuUEhCNoqXwng0w")
  /// Good from an hour later on.
  static let notYet = TokenVector(
    "notYet",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDcyMDAsImp0aSI6IngtMSIsIm5i"
      + "ZiI6MTcwMDAwMzYwMH0.AjhhXqTFAZ1cvOaiSvpJJJk0ah-vNATVr5cmXsuX4qdsxq3A5UGzPG9kFDuaRfuixf8H34WOT5-PSxLz"
      + "2a_XKpw4ozHFMCbmPlBf0FUlUbmV4n0F24SruYfLpS2GIhamj9OQsbsYTFKqi7yHyxbUfOVDA_L_shMsX8UJ5CjQlYdyJAE_X8fb"
      + "l8ZMKHnyLX81lNP2qfM0qNuH1IAGNjhRdjMNYEXWvlnKvQ4h5Cw6n6aSM5nLcjb3BnFxOq9BGdKL8sB2-eSDUtvxdqtSpTzdanoP"
      + "m7OSWHefEqCOXbC7CFdfSWz1axG2mX0enpJaNlYpOnnjPD_QuAboOeL3UMsRgw")
  /// Good for two days.
  static let tooLong = TokenVector(
    "tooLong",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAxNzI4MDAsImp0aSI6IngtMSJ9.hze"
      + "UQb1igTmM1QozAHamasuYruedwIySExxZwUMvUJ3qNbVNcoa7IsvtdorAufNBznjc0XyZl7cqTw2M5auZVF5SPu3dEEjGVcJOKuA"
      + "B3wznYfVEhWklMGj0I-aIbzbgCeK37e1PYmAo7ksuaVLjzLgx8E99lczpKfUUaw2Gk-umkhFpv0DbKBAMMSDG7q_15ALW6vSzRqO"
      + "VjY9MWoAz3iyljme7qAjyYhTZjZt61BTwOf4RzKjJRFKEJ83GFbrcekVQu-t9ecRu8Vgy6xMO-gHRufd-gfL_AHfQOJGlYB5Z4qR"
      + "tc79zsn5QdQI8xDYGnxeCWzAx5EmZnoglZortWw")
  /// `none`, unsigned.
  static let algorithmNone = TokenVector(
    "algorithmNone",
    "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0Iiwia2lkIjoicjEifQ.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQiO"
      + "iJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwM"
      + "DAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.")
  /// HS256 with the published key (its PEM) as the secret.
  static let publicKeyAsSecret = TokenVector(
    "publicKeyAsSecret",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.gU6"
      + "qLEzuZb-ePs4WWvxIT-nTre1dW6LaZwbk_5z_JD4")
  /// PS256 with the key that is good for RS256.
  static let ps256 = TokenVector(
    "ps256",
    "eyJhbGciOiJQUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.QTe"
      + "xkoU0UXIsujKARWFO8sJVhPrJLrglgi8OJqKVeK16mxk48a2gpeSOxGh_iCCuBKqbNcgpwXg6iu73eT4wZcIIHfybNYVlMU__iiV"
      + "PNHx6uQT5eZbE8O_QzcuFBDtf4zxg3TxawbbUlkmr8RspAYQ0xBI5McK3Tv-98kAYjue4d5OhZz4xWJolSCWbRy6MW67lbOveyV0"
      + "HI3oMSXvBe4q5UGAzAXYxluPlkq_hMKJrxr8tWAV-GYXwxOH8sf_gTjDCb4Phkx4sVBg6YBym5tVGTfxpAWqfiFVqe8IyuR13huW"
      + "RAyWLb2lwFRJhVfV__AcvUC2y1GwHxQtNrGUiog")
  /// Says ES256 of an RSA key.
  static let namedES256 = TokenVector(
    "namedES256",
    "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.ZiF"
      + "6fto5Xb6AeA2jzHbHWq_nvMm1JD-l39KxraIaxWGYf26h61jwN_qWFu5ejDRRrcUikm2SlhLZw3PCLeNdI-ItZWd-IBdTP6sQXLD"
      + "Mk1bByZJP7p2fbtpQlUndomgxQKA3s29Q_JCGWaiWP1bKmgPMKOAKt89fE4Cc4X8N0orcyUAPUI9CPyhxuYw1pNNT0Ul0PhTnkNd"
      + "37q0IYSuHh7Jt0kKxzKm8A2gUAc56JIUlwcGsVq_QxlFgDLhl0YovIuK7pvnBJV8tW3l77QUjWvDnCG2of11ksVBt711fgzl4Iku"
      + "BI4HmICcW6-KJW02KUsgzkswDY1xaVyNEJDLpVg")
  /// A critical extension.
  static let critical = TokenVector(
    "critical",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIxIiwiY3JpdCI6WyJiNjQiXSwiYjY0IjpmYWxzZX0.eyJpc3Mi"
      + "OiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoi"
      + "MDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAi"
      + "OjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.qQYixLgCYJYLXtMTakFLR8I5lwun4JO9SYPykpsXrAMSPYrYP4-QQ9UXy3SJ5UK8lvV"
      + "7a7N3rc14lP3-4Pj4GiPAVcjhF4W7_dq2H3xZxhsEXAtCz3VMR33WMGHf46ic67ZrOvTnKOy3nPUt_Jd67_ws6ECT-1OENm-X87F"
      + "btOfxKCXPgzWg5gOTZVZ0yazTbAmJTtxk3PaofA-qWQkPaVShU9NKgvz5cpcqi3fpQsy27aPgGpgY04kae8IBkahMIFeUODUt7ZH"
      + "FvCjLAq-ooKhPwrLI1rFEAxB1aPqgQaOYKGmkvoffcmTwPJJ0SASKqVU_OO2WNEJzMIXUB-ttnw")
  /// Another type of token.
  static let idToken = TokenVector(
    "idToken",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImxvZ291dCtqd3QiLCJraWQiOiJyMSJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJ"
      + "hdWQiOiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDA"
      + "tMDAwMDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ"
      + "9.g3NMlWWmi1QIdlj0tXtclPKPekYt1NrRRGNyxx3q4-LKSan5iUpV5YorGWnk0bhHT5PCl3dOVrufPgAVHUdbsbf7CcK1LyQvB3"
      + "JnJEYs--OovIJVFPKOEVgotrr-qWhQ5ApfhJe_BXogbu14iueitNX1mf0w1SVEAHxHb2mKY4oAwR6HhVBt8M7Jtw1K7sJjq7Lkmj"
      + "8GdKVAGKwzJeEcNcKKCJl4nZK1TFhziS7YkiEA2nQXCRTbU6_rq2ZmUMgtplfsTPCW9sIf0JkPcI5UGk8kIo9fbB229bf3OuD2jY"
      + "7hOBjmnq00sYgD-b4-ryEO94uke0ZK06sNv7c17ftNLg")
  /// A key that nobody published.
  static let unknownKid = TokenVector(
    "unknownKid",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6InIyIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJhdWQi"
      + "OiJ2b2ljZWNvcmUtYXBpIiwic3ViIjoiYXV0aDB8YWRhIiwidGVuYW50X2lkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAw"
      + "MDAwMDAwMGFhIiwicm9sZSI6ImFnZW50IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDA5MDAsImp0aSI6IngtMSJ9.gvx"
      + "JywUP3yh70DOu0spiVtEX5SrIlvFI7L1UldWUOZHzYAaqgcv3YTk5q5kWKlaxOdylNmKmkBrrqsX0maJ0BiRq3DbUWhKPkXiPrEa"
      + "AuW8Agu-IhnQWQZhl1GIc-ZcZ_HQKF-Eo7IhuOLbmjPwqNsd3H7N_l9h2AQ-ZShR047RMoVBqiETcPFruRO4k30bbxuX3Q2ErXIX"
      + "ZC-5fzGkL7T-vXc0qQnRk1J0ltq9OBVKDsgraCXzk7fnz0ys9ZvAApqZQwy9rS67i5K-dHEUUeqP8moNh8l9m--yuv1YGPhkbJbo"
      + "4mFTw7Z_e7vPG5xUL2HwjxmLIivUBsQlJ5mFLbA")
}
