namespace Moderation.Models.Conversion;

/// <summary>An original model that cannot be converted: broken, or using something the converter does not know.</summary>
public sealed class ConversionException : Exception
{
    /// <summary>States the problem, naming the file, weight or node.</summary>
    public ConversionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
