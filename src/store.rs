//! 7. Quads ↔ the Oxigraph store on disk.
