// Toolkit
