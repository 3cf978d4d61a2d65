using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Moderation.Tests.Support;

/// <summary>Has every limit of every option read once before any test.</summary>
/// <remarks>The framework's attribute of a range turns its texts into values when it is first asked, and two hosts that start at once in one process can meet in between: an InvalidCastException out of nowhere. A program has one host.</remarks>
internal static class OptionAttributes
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "It is a test assembly: nobody refers to it.")]
    internal static void Warm()
    {
        foreach (var options in OptionCatalogue.Api.Concat(OptionCatalogue.Worker).Distinct().Select(type => Activator.CreateInstance(type)!))
            Validator.TryValidateObject(options, new ValidationContext(options), [], validateAllProperties: true);
    }
}
