package org.jexpy.sandbox.net.python;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes an authority of its own, and certificates of a server and a client, as PEM files. */
final class TestCertificates {

  private TestCertificates() {}

  /** Write {@code ca.pem}, {@code server.pem} and {@code client.pem}, the latter two with keys. */
  static void write(Path folder)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPair authority = keys();
    X500Principal issuer = new X500Principal("CN=jexpy test CA");
    X509v3CertificateBuilder root = builder(issuer, issuer, authority, 1);
    root.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    Files.writeString(folder.resolve("ca.pem"), pem("CERTIFICATE", signed(root, authority)));
    int serial = 2;
    for (String name : new String[] {"server", "client"}) {
      KeyPair keys = keys();
      X500Principal subject = new X500Principal("CN=" + name + ".test");
      X509v3CertificateBuilder builder = builder(issuer, subject, keys, serial++);
      builder.addExtension(Extension.subjectAlternativeName, false, names(name + ".test"));
      builder.addExtension(Extension.basicConstraints, false, new BasicConstraints(false));
      builder.addExtension(
          Extension.keyUsage,
          false,
          new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      Files.writeString(
          folder.resolve(name + ".pem"),
          pem("CERTIFICATE", signed(builder, authority))
              + pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static GeneralNames names(String host) {
    return new GeneralNames(
        new GeneralName[] {
          new GeneralName(GeneralName.dNSName, "localhost"),
          new GeneralName(GeneralName.dNSName, host),
          new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        });
  }

  private static X509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, KeyPair keys, int serial) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(serial),
        Date.from(now.minus(1, ChronoUnit.DAYS)),
        Date.from(now.plus(30, ChronoUnit.DAYS)),
        subject,
        keys.getPublic());
  }

  private static byte[] signed(X509v3CertificateBuilder builder, KeyPair authority)
      throws OperatorCreationException, IOException {
    return builder
        .build(new JcaContentSignerBuilder("SHA256withRSA").build(authority.getPrivate()))
        .getEncoded();
  }

  private static String pem(String type, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
  }
}
