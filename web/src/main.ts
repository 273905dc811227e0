// Where does the interface begin?
// The styles come first, so that components can refine what plain elements look like.
import './styles/tokens.css';
import './styles/base.css';
import './styles/table.css';
import { mount } from 'svelte';
import App from './App.svelte';

mount(App, { target: document.getElementById('app')! });
