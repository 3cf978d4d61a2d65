using System.Buffers.Binary;
using System.Numerics;

namespace Moderation.Models.Text.Rules;

/// <summary>Keccak-256 with the original padding, as Ethereum uses it; SHA3-256 pads differently.</summary>
/// <remarks>Source: the Keccak reference, version 3.0; EIP-55.</remarks>
internal static class Keccak256
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    private const int Lanes = 25;
    private const int RateBytes = 136;
    private const int Rounds = 24;

    private static ReadOnlySpan<byte> Rotations => [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    private static ReadOnlySpan<byte> Moves => [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    /// <summary>Hashes a text of at most 135 bytes: one block is all that an address needs.</summary>
    /// <exception cref="ArgumentException">The text is longer.</exception>
    public static void Hash(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        if (text.Length >= RateBytes)
            throw new ArgumentException($"more than {RateBytes - 1} bytes", nameof(text));
        Span<byte> block = stackalloc byte[RateBytes];
        block.Clear();
        text.CopyTo(block);
        block[text.Length] ^= 0x01;
        block[^1] ^= 0x80;
        Span<ulong> state = stackalloc ulong[Lanes];
        state.Clear();
        for (var i = 0; i < RateBytes / 8; i++)
            state[i] = BinaryPrimitives.ReadUInt64LittleEndian(block[(i * 8)..]);
        Permute(state);
        for (var i = 0; i < HashBytes / 8; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(hash[(i * 8)..], state[i]);
    }

    private static void Permute(Span<ulong> state)
    {
        Span<ulong> column = stackalloc ulong[5];
        var register = 1;
        for (var round = 0; round < Rounds; round++)
        {
            for (var x = 0; x < 5; x++)
                column[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
            for (var i = 0; i < Lanes; i++)
                state[i] ^= column[(i + 4) % 5] ^ BitOperations.RotateLeft(column[(i + 1) % 5], 1);
            var moved = state[1];
            for (var i = 0; i < Moves.Length; i++)
                (state[Moves[i]], moved) = (BitOperations.RotateLeft(moved, Rotations[i]), state[Moves[i]]);
            for (var row = 0; row < Lanes; row += 5)
            {
                state.Slice(row, 5).CopyTo(column);
                for (var x = 0; x < 5; x++)
                    state[row + x] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]);
            }

            state[0] ^= RoundConstant(ref register);
        }
    }

    // the round constants come from a shift register over x^8 + x^6 + x^5 + x^4 + 1
    private static ulong RoundConstant(ref int register)
    {
        var constant = 0UL;
        for (var bit = 0; bit < 7; bit++)
        {
            if ((register & 1) != 0)
                constant |= 1UL << ((1 << bit) - 1);
            register = (register << 1) ^ ((register >> 7) * 0x171);
        }

        return constant;
    }
}
