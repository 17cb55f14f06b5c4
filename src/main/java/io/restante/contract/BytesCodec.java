package io.restante.contract;

/** Bytes as they are. */
final class BytesCodec implements Codec<byte[]> {
    @Override
    public byte[] encode(byte[] value) {
        return value;
    }

    @Override
    public byte[] decode(byte[] bytes) {
        return bytes;
    }
}
